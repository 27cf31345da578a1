from tests.house.size import (
    FUNCTION_LIMIT,
    MODULE_LIMIT,
    function_lengths,
    module_lengths,
    over,
)


def test_a_module_is_short_enough_to_be_about_one_thing():
    assert over(module_lengths(), MODULE_LIMIT) == {}


def test_a_function_is_short_enough_to_be_read_at_once():
    assert over(function_lengths(), FUNCTION_LIMIT) == {}
