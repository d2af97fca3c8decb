resource "cxroster_engagecx_group" "handlers" {
  name = "Claims Handlers"
}

resource "cxroster_engagecx_user" "ana" {
  email           = "ana@northwind.example"
  groups          = [cxroster_engagecx_group.handlers.name]
  send_invitation = true
}

resource "cxroster_engagecx_user" "ben" {
  email   = "ben@northwind.example"
  groups  = []
  enabled = false
}
