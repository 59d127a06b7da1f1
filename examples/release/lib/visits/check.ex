defmodule Visits.Check do
  @moduledoc "Starts everything and asks for a page, as a visitor would."

  def run do
    Application.put_env(:visits, :port, 0)
    {:ok, _} = Application.ensure_all_started(:visits)
    %{"visits" => 1, "machine" => machine} = get("/")
    %{"status" => "ok", "visits" => 1} = get("/healthz")
    IO.puts("checked on #{machine}, OTP #{System.otp_release()}")
  end

  @doc "The JSON at a path of this server."
  def get(path) do
    {:ok, socket} = :gen_tcp.connect('localhost', Visits.Web.port(), [:binary, active: false])
    :ok = :gen_tcp.send(socket, "GET #{path} HTTP/1.0\r\nHost: localhost\r\n\r\n")
    ["HTTP/1.1 200 OK" <> _, body] = socket |> read("") |> String.split("\r\n\r\n")
    :jiffy.decode(body, [:return_maps])
  end

  defp read(socket, answer) do
    case :gen_tcp.recv(socket, 0, 5_000) do
      {:ok, more} -> read(socket, answer <> more)
      {:error, :closed} -> answer
    end
  end
end
