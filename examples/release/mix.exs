defmodule Visits.MixProject do
  use Mix.Project

  def project do
    [
      app: :visits,
      version: "1.0.0",
      elixir: "~> 1.14",
      start_permanent: Mix.env() == :prod,
      deps: [{:reply, path: "vendor/reply"}],
      releases: [
        visits: [
          include_executables_for: [:unix],
          # The Erlang of another platform, when the release is for one.
          include_erts: System.get_env("ERTS") || true
        ]
      ]
    ]
  end

  def application do
    [mod: {Visits.Application, []}, extra_applications: [:logger, :crypto, :cowboy, :jiffy]]
  end
end
