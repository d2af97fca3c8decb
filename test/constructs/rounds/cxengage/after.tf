moved {
  from = cxroster_cxengage_group.sales
  to   = cxroster_cxengage_group.europe
}

resource "cxroster_cxengage_group" "claims" {
  name = "Claims"
}

resource "cxroster_cxengage_group" "europe" {
  name = "Sales Europe"
}

resource "cxroster_cxengage_user" "owner" {
  email = "owner@northwind.example"
  role  = "Administrator"
}

resource "cxroster_cxengage_user" "ana" {
  email  = "ana@northwind.example"
  role   = "Agent"
  groups = [cxroster_cxengage_group.claims.name, cxroster_cxengage_group.europe.name]
}
