"""Sessions, roll-call, leave, make-up, self-study, reflection essays: what people study and how it is recorded."""
