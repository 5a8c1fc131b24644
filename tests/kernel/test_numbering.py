import itertools
import threading
from datetime import date
from random import Random

import pytest
from django.db import connection, transaction

from kernel.models import NumberSeries
from kernel.numbering import _spread, take_gap_free, take_numbers

DAY = date(2026, 11, 21)


@pytest.mark.django_db
def test_series_begin_at_one_and_are_apart():
    assert [take_gap_free("a"), take_gap_free("a"), take_gap_free("b")] == [1, 2, 1]


@pytest.mark.django_db(transaction=True)
def test_gap_free_numbers_have_no_gap_under_sixteen_writers_who_sometimes_give_up():
    random, taken, guard = Random(7), [], threading.Lock()
    plans = [[random.random() < 0.3 for _ in range(10)] for _ in range(16)]
    start = threading.Barrier(16)

    class GiveUp(Exception):
        pass

    def write(plan: list[bool]) -> None:
        start.wait()
        for gives_up in plan:
            try:
                with transaction.atomic():
                    number = take_gap_free("invoice/7/2026")
                    if gives_up:
                        raise GiveUp
            except GiveUp:
                continue
            with guard:
                taken.append(number)
        connection.close()

    threads = [threading.Thread(target=write, args=[plan]) for plan in plans]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    kept = sum(not gives_up for plan in plans for gives_up in plan)
    assert sorted(taken) == list(range(1, kept + 1))
    assert NumberSeries.objects.get().last_value == kept


@pytest.mark.django_db
def test_take_numbers_writes_prefix_and_day(django_assert_num_queries):
    with django_assert_num_queries(1):
        numbers = take_numbers("SO", on=DAY, count=3)

    assert len(set(numbers)) == 3
    assert all(number.startswith("SO261121-") and len(number) == 15 for number in numbers)


def test_a_million_numbers_are_all_different_and_six_digits_long():
    made = {_spread(value) for value in range(1_000_000)}

    assert len(made) == 1_000_000
    assert {len(each) for each in made} == {6}


def test_numbers_stay_unique_in_the_millions_after():
    made = {_spread(value) for value in range(990_000, 1_010_000)} | {_spread(value) for value in range(10_000)}

    assert len(made) == 30_000


def test_neighbours_tell_nothing_about_how_many_there_are():
    numbers = [int(_spread(value)) for value in range(1000, 1100)]

    assert min(abs(a - b) for a, b in itertools.pairwise(numbers)) > 100_000
