"""The plan for AWS: what its services can do of it, as CloudFormation and as Terraform."""
