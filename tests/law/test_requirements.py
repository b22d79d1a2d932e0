"""Every stored requirement names a declared metric, and the start of an instance says which does not."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from taizhang.ground.programmes.actions import NewRequirement, add_requirement
from taizhang.ground.programmes.models import Operator
from tests.world import World


def test_a_start_with_declared_metrics_passes(world: World) -> None:
    call_command("check", databases=["default"])


def test_a_requirement_on_an_undeclared_metric_stops_the_start(world: World) -> None:
    new = NewRequirement("点赞不少于10次", "likes", Operator.AT_LEAST, 10)
    add_requirement(programme=world.programme, number=90, new=new)
    with pytest.raises(SystemCheckError, match="'likes'"):
        call_command("check", databases=["default"])
