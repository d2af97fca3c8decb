# The connection comes from the environment, see docs/terraform/index.md.
terraform {
  required_providers {
    cxroster = {
      source = "cxroster/cxroster"
    }
  }
}

provider "cxroster" {}

resource "cxroster_cxengage_tenant" "example" {
  name                    = "Northwind"
  description             = "Claims and sales of Northwind"
  timezone                = "Europe/Bucharest"
  platform_authentication = "enabled"
}

resource "cxroster_cxengage_role" "example" {
  name        = "Team Lead"
  description = "Leads a team of agents"
  permissions = ["MANAGE_ALL_USER_SKILLS", "VIEW_ALL_USERS"]
  shared      = false
  active      = true
}

resource "cxroster_cxengage_group" "example" {
  name        = "Claims"
  description = "Handles claims"
  active      = true
}

resource "cxroster_cxengage_skill" "example" {
  name            = "French"
  description     = "Speaks French"
  has_proficiency = true
  active          = true
}

resource "cxroster_cxengage_reason_list" "example" {
  name        = "Claims Breaks"
  description = "Breaks of the claims teams"
  shared      = false
  active      = true
  reasons = [
    {
      name     = "Lunch"
      category = "Break"
    },
    {
      name = "Training"
    },
  ]
}

resource "cxroster_cxengage_capacity_rule" "example" {
  name   = "Standard"
  active = true
  version = {
    name       = "v1"
    quantifier = "all"
    rule_set   = "{[:voice] 1 [:email :messaging] 3}"
  }
}

resource "cxroster_cxengage_user" "example" {
  email         = "ana@northwind.example"
  platform_role = "Platform User"
  role          = "Agent"
  status        = "enabled"
  invite        = "later"
  first_name    = "Ana"
  last_name     = "Pop"
  authentication = {
    platform          = "tenant-default"
    identity_provider = "tenant-default"
  }
  extensions = [
    {
      type        = "pstn"
      value       = "+40211234567"
      description = "Desk"
    },
  ]
  groups = [cxroster_cxengage_group.example.name]
  skills = [
    {
      name        = cxroster_cxengage_skill.example.name
      proficiency = 80
    },
  ]
  reason_lists  = [cxroster_cxengage_reason_list.example.name]
  capacity_rule = cxroster_cxengage_capacity_rule.example.name
}

data "cxroster_cxengage_access" "now" {
  depends_on = [
    cxroster_cxengage_tenant.example,
    cxroster_cxengage_role.example,
    cxroster_cxengage_group.example,
    cxroster_cxengage_skill.example,
    cxroster_cxengage_reason_list.example,
    cxroster_cxengage_capacity_rule.example,
    cxroster_cxengage_user.example,
  ]
}

output "access" {
  value = data.cxroster_cxengage_access.now.entitlements
}
