import re
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from rallyboard.app.schema import METHODS, PATH

Tree = dict[str, Any]


@pytest.fixture
async def tree(client: AsyncTestClient[Litestar]) -> Tree:
    return dict((await client.get(PATH)).json())


def operations(tree: Tree) -> list[tuple[str, str, Tree]]:
    return [
        (path, method, item[method]) for path, item in tree["paths"].items() for method in METHODS if method in item
    ]


def test_the_description_is_openapi_3_1_and_names_every_operation_once(tree: Tree) -> None:
    assert tree["openapi"].startswith("3.1")
    names = [operation["operationId"] for _, _, operation in operations(tree)]
    assert len(names) == len(set(names)) > 8


def test_every_refusal_is_described_as_a_problem(tree: Tree) -> None:
    for path, method, operation in operations(tree):
        refusals = {code: answer for code, answer in operation["responses"].items() if int(code) >= 400}
        assert {"400", "421", "503"} <= set(refusals), (path, method)
        for answer in refusals.values():
            assert answer["content"] == {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            }


def test_what_a_body_or_a_change_can_bring_is_described_too(tree: Tree) -> None:
    arrive = tree["paths"]["/api/v1/guests"]["post"]["responses"]
    assert {"201", "403", "413", "415", "429"} <= set(arrive)
    assert "404" in tree["paths"]["/api/v1/players/{slug}"]["get"]["responses"]
    assert "500" not in arrive, "a bug is no part of the contract"


def test_every_reference_leads_somewhere_and_has_a_name_a_client_can_write(tree: Tree) -> None:
    named = set(tree["components"]["schemas"])
    used = set(re.findall(r"#/components/schemas/([^'\"]+)", str(tree)))
    assert used <= named
    assert all(re.fullmatch(r"[A-Z][A-Za-z0-9]+", name) for name in named), named
    assert "PageOfPlayer" in named


def test_a_union_may_overlap(tree: Tree) -> None:
    cell = tree["components"]["schemas"]["Table"]["properties"]["rows"]["items"]["items"]
    assert {option["type"] for option in cell["anyOf"]} == {"string", "integer", "number", "boolean", "null"}


def with_json(tree: Tree) -> list[tuple[str, str, str]]:
    """The operations that take JSON, with the name of its shape; the one that takes a picture is none of them."""
    bodies = [(path, method, one.get("requestBody", {}).get("content", {})) for path, method, one in operations(tree)]
    return [
        (path, method, body["application/json"]["schema"]["$ref"].rpartition("/")[2])
        for path, method, body in bodies
        if "application/json" in body
    ]


def test_only_a_picture_is_no_json(tree: Tree) -> None:
    with_bodies = {(path, method) for path, method, operation in operations(tree) if "requestBody" in operation}
    assert with_bodies - {(path, method) for path, method, _ in with_json(tree)} == {("/api/v1/me/avatar", "put")}


def test_no_body_takes_a_field_that_it_does_not_name(tree: Tree) -> None:
    names = {name for _, _, name in with_json(tree)}
    assert len(names) >= 4
    assert all(tree["components"]["schemas"][name]["additionalProperties"] is False for name in names)


async def test_and_indeed_refuses_it(client: AsyncTestClient[Litestar], tree: Tree) -> None:
    for path, method, _ in with_json(tree):
        address = path.replace("{match_id}", "x").replace("{code}", "x")
        answer = await client.request(method, address, json={"role": "admin", "elo": 9999})
        assert (answer.status_code, answer.json()["code"]) == (400, "request/invalid"), path


def test_only_the_api_and_health_are_described(tree: Tree) -> None:
    assert all(path.startswith(("/api/v1/", "/health/")) for path in tree["paths"])


async def test_a_second_asking_gets_the_same_bytes(client: AsyncTestClient[Litestar]) -> None:
    assert (await client.get(PATH)).content == (await client.get(PATH)).content
