"""The product's settings with one more address: the bare view that posting is held against."""

from taizhang.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
