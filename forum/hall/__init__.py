"""The hall planned: what there is to plan, the run that computes it, and the plan that is accepted or not."""
