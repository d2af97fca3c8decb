import {
  to = cxroster_autoid_group.main
  id = "Main Group"
}

resource "cxroster_autoid_group" "main" {
  name = "Main Group"
}

resource "cxroster_autoid_subgroup" "north" {
  parent = cxroster_autoid_group.main.id
  name   = "North"
}

resource "cxroster_autoid_user" "ana" {
  parent = cxroster_autoid_subgroup.north.id
  email  = "ana@northwind.example"
  roles  = ["User"]
}
