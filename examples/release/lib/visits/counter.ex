defmodule Visits.Counter do
  @moduledoc "How often somebody was here."
  use Agent

  def start_link(_options), do: Agent.start_link(fn -> 0 end, name: __MODULE__)

  @doc "Counts one more, and says how many there are now."
  def count, do: Agent.get_and_update(__MODULE__, &{&1 + 1, &1 + 1})

  @doc "Says how many there are."
  def read, do: Agent.get(__MODULE__, & &1)
end
