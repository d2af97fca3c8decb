resource "cxroster_engagecx_group" "auditors" {
  name = "Auditors"
}

resource "cxroster_engagecx_group" "handlers" {
  name = "Claims Handlers"
}

resource "cxroster_engagecx_user" "ana" {
  email  = "ana@northwind.example"
  groups = [cxroster_engagecx_group.handlers.name, cxroster_engagecx_group.auditors.name]
}

resource "cxroster_engagecx_user" "guest" {
  email  = "guest@partner.example"
  groups = [cxroster_engagecx_group.auditors.name]
}
