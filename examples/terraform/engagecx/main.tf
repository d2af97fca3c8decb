# The connection comes from the environment, see docs/terraform/index.md.
terraform {
  required_providers {
    cxroster = {
      source = "cxroster/cxroster"
    }
  }
}

provider "cxroster" {}

variable "secret" {
  type      = string
  default   = null
  sensitive = true
  ephemeral = true
}

resource "cxroster_engagecx_organization" "example" {
  name                   = "Northwind Insurance"
  default_timezone       = "Europe/Bucharest"
  timezone_for_all_users = false
}

resource "cxroster_engagecx_workspace" "example" {
  name                = "Claims"
  deletion_protection = false
}

resource "cxroster_engagecx_category" "example" {
  name    = "Daily Work"
  order   = 1
  columns = 2
}

resource "cxroster_engagecx_app" "example" {
  name     = "Communications"
  category = "Documents"
  access = {
    groups = [cxroster_engagecx_group.example.name]
    users  = [cxroster_engagecx_user.example.email]
  }
  activation = "trial"
}

resource "cxroster_engagecx_license" "example" {
  app                 = cxroster_engagecx_app.example.name
  license             = "Communications 2026"
  key                 = var.secret
  users               = [cxroster_engagecx_user.example.email]
  deletion_protection = false
}

resource "cxroster_engagecx_group" "example" {
  name                = "Claims Handlers"
  workspaces          = [cxroster_engagecx_workspace.example.name]
  manage_organization = false
}

resource "cxroster_engagecx_user" "example" {
  email           = "ana@northwind.example"
  groups          = [cxroster_engagecx_group.example.name]
  enabled         = true
  send_invitation = true
}

data "cxroster_engagecx_access" "now" {
  depends_on = [
    cxroster_engagecx_organization.example,
    cxroster_engagecx_workspace.example,
    cxroster_engagecx_category.example,
    cxroster_engagecx_app.example,
    cxroster_engagecx_license.example,
    cxroster_engagecx_group.example,
    cxroster_engagecx_user.example,
  ]
}

output "access" {
  value = data.cxroster_engagecx_access.now.entitlements
}
