import {
  to = cxroster_autoid_group.main
  id = "Main Group"
}

resource "cxroster_autoid_group" "main" {
  name = "Main Group"
}

import {
  to = cxroster_autoid_user.owner
  id = "Main Group/owner@northwind.example"
}

resource "cxroster_autoid_user" "owner" {
  parent = cxroster_autoid_group.main.id
  email  = "owner@northwind.example"
  roles  = ["Account Admin"]
}

resource "cxroster_autoid_subgroup" "north" {
  parent = cxroster_autoid_group.main.id
  name   = "North"
}

resource "cxroster_autoid_user" "ana" {
  parent = cxroster_autoid_subgroup.north.id
  email  = "ana@northwind.example"
  roles  = ["Account Admin", "Messaging Agent"]
}

resource "cxroster_autoid_user" "ben" {
  parent = cxroster_autoid_subgroup.north.id
  email  = "ben@northwind.example"
  roles  = ["User"]
}
