import {
  to = cxroster_autoid_group.northwind
  id = "Northwind"
}

import {
  to = cxroster_autoid_user.owner
  id = "Northwind/owner@northwind.example"
}

resource "cxroster_autoid_group" "northwind" {
  name = "Northwind"
}

resource "cxroster_autoid_user" "owner" {
  parent = cxroster_autoid_group.northwind.id
  email  = "owner@northwind.example"
  roles  = ["Account Admin"]
}

resource "cxroster_autoid_user" "audit" {
  parent = cxroster_autoid_group.northwind.id
  email  = "audit@partner.example"
  roles  = ["User"]
}

resource "cxroster_autoid_subgroup" "claims" {
  parent = cxroster_autoid_group.northwind.id
  name   = "Claims"
}

resource "cxroster_autoid_user" "ana" {
  parent = cxroster_autoid_subgroup.claims.id
  email  = "ana@northwind.example"
  roles  = ["Account Admin", "Messaging Agent"]
}

resource "cxroster_autoid_location" "harbor" {
  parent = cxroster_autoid_subgroup.claims.id
  name   = "Harbor Street"
}

resource "cxroster_autoid_location" "mill" {
  parent = cxroster_autoid_subgroup.claims.id
  name   = "Old Mill"
  active = false
}

resource "cxroster_autoid_subgroup" "sales" {
  parent = cxroster_autoid_group.northwind.id
  name   = "Sales"
}

resource "cxroster_autoid_user" "ben" {
  parent = cxroster_autoid_subgroup.sales.id
  email  = "ben@northwind.example"
  roles  = ["User", "Messaging Agent"]
}

resource "cxroster_autoid_subgroup" "night" {
  parent = cxroster_autoid_subgroup.sales.id
  name   = "Night Shift"
}

resource "cxroster_autoid_user" "cleo" {
  parent = cxroster_autoid_subgroup.night.id
  email  = "cleo@northwind.example"
  roles  = ["Messaging Agent"]
}
