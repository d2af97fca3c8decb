import {
  to = cxroster_autoid_group.main
  id = "Main Group"
}

resource "cxroster_autoid_group" "main" {
  name = "Main Group"
}

resource "cxroster_autoid_subgroup" "all" {
  for_each = toset(["North", "South"])
  parent   = cxroster_autoid_group.main.id
  name     = each.key
}

resource "cxroster_autoid_user" "ana" {
  parent = cxroster_autoid_group.main.id
  email  = "ana.pop@northwind.example"
  roles  = ["User"]
}

resource "cxroster_autoid_user" "ben" {
  parent = cxroster_autoid_subgroup.all["North"].id
  email  = "ben@northwind.example"
  roles  = ["Messaging Agent"]
}
