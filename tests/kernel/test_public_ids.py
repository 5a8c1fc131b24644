import re
import time

from hypothesis import given
from hypothesis import strategies as st

from kernel.public_ids import ALPHABET, PublicIdField, new_public_id


@given(prefix=st.from_regex(r"[a-z]{3}", fullmatch=True))
def test_public_id_is_its_prefix_and_26_characters(prefix: str):
    assert re.fullmatch(rf"{prefix}_[{ALPHABET}]{{26}}", new_public_id(prefix))


def test_public_ids_do_not_repeat():
    assert len({new_public_id("ord") for _ in range(20_000)}) == 20_000


def test_later_ids_sort_after_earlier_ones():
    first = new_public_id("ord")
    time.sleep(0.002)

    assert new_public_id("ord") > first


def test_ids_of_one_millisecond_tell_nothing_about_each_other():
    made = [new_public_id("ord") for _ in range(1000)]

    assert len({each[-16:-8] for each in made}) == 1000


def test_field_survives_migration_state():
    field = PublicIdField("ord", unique=False)
    _name, _path, args, kwargs = field.deconstruct()

    rebuilt = PublicIdField(*args, **kwargs)

    assert (rebuilt.prefix, rebuilt.unique, rebuilt.max_length) == ("ord", False, 30)
    assert PublicIdField("ord").unique
