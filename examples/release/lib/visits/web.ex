defmodule Visits.Web do
  @moduledoc "The web server and its pages."

  def child_spec(port) do
    routes = [{"/", __MODULE__, :visit}, {"/healthz", __MODULE__, :health}]
    options = %{socket_opts: [port: port]}
    settings = %{env: %{dispatch: :cowboy_router.compile([{:_, routes}])}}
    :ranch.child_spec(__MODULE__, :ranch_tcp, options, :cowboy_clear, settings)
  end

  @doc "The port that it listens on, also where that was left to the machine."
  def port, do: :ranch.get_port(__MODULE__)

  def init(request, page), do: {:ok, Reply.json(request, answer(page)), page}

  defp answer(:visit) do
    [machine | _] = String.split(to_string(:erlang.system_info(:system_architecture)), "-")
    %{visits: Visits.Counter.count(), machine: machine}
  end

  defp answer(:health), do: %{status: "ok", visits: Visits.Counter.read()}
end
