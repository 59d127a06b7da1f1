defmodule Reply.MixProject do
  use Mix.Project

  def project, do: [app: :reply, version: "1.0.0", elixir: "~> 1.14"]

  def application, do: [extra_applications: [:cowboy, :jiffy]]
end
