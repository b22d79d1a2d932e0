"""What is dated in a unit: sessions, busy times of its business, its working hours; and the addresses that tell them."""
