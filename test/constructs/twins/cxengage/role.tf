resource "cxroster_cxengage_role" "reviewer" {
  name        = "Quality Reviewer"
  description = "Listens and reports"
  permissions = ["MONITOR_ALL_CALLS", "VIEW_ALL_MONITORED_CALLS", "VIEW_ALL_USERS"]
}

resource "cxroster_cxengage_role" "former" {
  name        = "Former Role"
  permissions = []
  active      = false
}
