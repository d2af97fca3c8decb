import {
  to = cxroster_autoid_group.northwind
  id = "Northwind"
}

import {
  to = cxroster_autoid_subgroup.claims
  id = "Northwind/Claims"
}

import {
  to = cxroster_autoid_user.ana
  id = "Northwind/Claims/ana@northwind.example"
}

import {
  to = cxroster_autoid_user.ben
  id = "Northwind/Claims/ben@northwind.example"
}

resource "cxroster_autoid_group" "northwind" {
  name = "Northwind"
}

resource "cxroster_autoid_subgroup" "claims" {
  parent = cxroster_autoid_group.northwind.id
  name   = "Claims"
}

resource "cxroster_autoid_user" "ana" {
  parent = cxroster_autoid_subgroup.claims.id
  email  = "ana@northwind.example"
  roles  = ["User", "Messaging Agent"]
}

resource "cxroster_autoid_user" "ben" {
  parent = cxroster_autoid_subgroup.claims.id
  email  = "ben@northwind.example"
  roles  = ["User"]
}
