"""The demo world: an invented city of five levels, its people, and six weeks of uneven work, told through actions only."""
