# The connection comes from the environment, see docs/terraform/index.md.
terraform {
  required_providers {
    cxroster = {
      source = "cxroster/cxroster"
    }
  }
}

provider "cxroster" {}

resource "cxroster_autoid_group" "example" {
  name   = "Main Group"
  active = true
}

resource "cxroster_autoid_subgroup" "example" {
  parent = cxroster_autoid_group.example.id
  name   = "North"
  active = true
}

resource "cxroster_autoid_location" "example" {
  parent = cxroster_autoid_group.example.id
  name   = "Harbor Street"
  active = true
}

resource "cxroster_autoid_user" "example" {
  parent = cxroster_autoid_group.example.id
  email  = "ana@northwind.example"
  roles  = ["User"]
}

data "cxroster_autoid_access" "now" {
  depends_on = [
    cxroster_autoid_group.example,
    cxroster_autoid_subgroup.example,
    cxroster_autoid_location.example,
    cxroster_autoid_user.example,
  ]
}

output "access" {
  value = data.cxroster_autoid_access.now.entitlements
}
