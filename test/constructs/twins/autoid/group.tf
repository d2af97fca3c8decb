import {
  to = cxroster_autoid_group.main
  id = "Main Group"
}

resource "cxroster_autoid_group" "main" {
  name = "Main Group"
}

resource "cxroster_autoid_group" "pilot" {
  name   = "Pilot Group"
  active = false
}
