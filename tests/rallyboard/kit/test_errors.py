from rallyboard.kit import errors


def families() -> list[type[errors.RallyboardError]]:
    return [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.RallyboardError)
    ]


def test_every_family_has_a_status_a_code_and_a_title_of_its_own() -> None:
    codes = [kind.code for kind in families()]
    assert len(set(codes)) == len(codes) == 10
    assert all(400 <= kind.status <= 599 and kind.title and "/" in kind.code for kind in families())


def test_an_error_without_a_sentence_says_its_title() -> None:
    assert errors.NotFound().detail == str(errors.NotFound()) == "There is nothing here"


def test_an_error_can_name_the_field_to_change() -> None:
    error = errors.Invalid("Type at least two letters.", field="alias")
    assert (error.field, str(error)) == ("alias", "Type at least two letters.")


def test_asking_too_often_says_when_to_come_back() -> None:
    assert errors.TooMany(retry_after=7).retry_after == 7
    assert errors.Unavailable().retry_after > 0
