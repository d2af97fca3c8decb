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
