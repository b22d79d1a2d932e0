"""Members kept in touch with and taken in: contact attempts, reports from outside, routine work, the way of new members."""
