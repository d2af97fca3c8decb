resource "cxroster_cxengage_group" "claims" {
  name = "Claims Europe"
}

resource "cxroster_cxengage_user" "ana" {
  email  = "ana.pop@northwind.example"
  role   = "Agent"
  groups = [cxroster_cxengage_group.claims.name]
}
