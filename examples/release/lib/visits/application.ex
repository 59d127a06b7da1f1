defmodule Visits.Application do
  @moduledoc "Starts the counter, then the web server that shows it."
  use Application

  @impl true
  def start(_type, _arguments) do
    children = [Visits.Counter, Visits.Web.child_spec(Application.fetch_env!(:visits, :port))]
    Supervisor.start_link(children, strategy: :rest_for_one, name: Visits.Supervisor)
  end
end
