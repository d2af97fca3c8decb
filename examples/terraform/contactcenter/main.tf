# The connection comes from the environment, see docs/terraform/index.md.
terraform {
  required_providers {
    cxroster = {
      source = "cxroster/cxroster"
    }
  }
}

provider "cxroster" {}

resource "cxroster_contactcenter_account" "example" {
  name = "Northwind"
}

resource "cxroster_contactcenter_workspace" "example" {
  name                = "Sales"
  deletion_protection = false
}

resource "cxroster_contactcenter_member" "example" {
  email      = "ana@northwind.example"
  workspaces = [cxroster_contactcenter_workspace.example.name]
  role       = "Super Admin"
}

data "cxroster_contactcenter_access" "now" {
  depends_on = [
    cxroster_contactcenter_account.example,
    cxroster_contactcenter_workspace.example,
    cxroster_contactcenter_member.example,
  ]
}

output "access" {
  value = data.cxroster_contactcenter_access.now.entitlements
}
