import Config

if config_env() == :prod do
  config :visits, port: String.to_integer(System.get_env("PORT", "4000"))
end
