import {
  to = cxroster_autoid_group.main
  id = "Main Group"
}

resource "cxroster_autoid_group" "main" {
  name = "Main Group"
}

resource "cxroster_autoid_user" "audit" {
  parent = cxroster_autoid_group.main.id
  email  = "audit@partner.example"
  roles  = ["User"]
}

resource "cxroster_autoid_user" "ana" {
  parent = cxroster_autoid_group.main.id
  email  = "ana@northwind.example"
  roles  = ["User", "Account Admin"]
}
