resource "cxroster_cxengage_group" "claims" {
  name = "Claims"
}

resource "cxroster_cxengage_user" "ana" {
  email           = "ana@northwind.example"
  platform_role   = "Platform User"
  role            = "Agent"
  first_name      = "Ana"
  last_name       = "Pop"
  external_id     = "A-17"
  work_station_id = "W-4"
  location        = "Cluj"
  authentication = {
    platform          = "tenant-default"
    identity_provider = "tenant-default"
  }
  groups = [cxroster_cxengage_group.claims.name]
  extensions = [
    { type = "webrtc", provider = "twilio" },
    { type = "sip", value = "sip:ana@northwind.example", description = "Headset" },
  ]
}

resource "cxroster_cxengage_user" "ben" {
  email  = "ben@northwind.example"
  role   = "Agent"
  invite = "later"
}
