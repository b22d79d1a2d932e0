"""What people say to us about the work and about the product."""
