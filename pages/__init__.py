"""What people see. A page asks, `dx_metrics` answers."""
