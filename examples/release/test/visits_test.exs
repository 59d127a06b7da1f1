defmodule VisitsTest do
  use ExUnit.Case

  test "each visit counts, and a look at the health does not" do
    %{"visits" => before} = Visits.Check.get("/healthz")

    assert %{"visits" => first} = Visits.Check.get("/")
    assert first == before + 1
    assert %{"status" => "ok", "visits" => ^first} = Visits.Check.get("/healthz")
  end
end
