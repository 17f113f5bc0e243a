"""Plants faults in copies of the code, one at a time, and shows those that no test notices: `make mutants`."""
