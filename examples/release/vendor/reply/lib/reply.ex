defmodule Reply do
  @moduledoc "Answers of a Cowboy server."

  @doc "Answers with a map as JSON."
  def json(request, map) do
    headers = %{"content-type" => "application/json", "cache-control" => "no-store"}
    :cowboy_req.reply(200, headers, :jiffy.encode(map), request)
  end
end
