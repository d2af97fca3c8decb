resource "cxroster_engagecx_workspace" "claims" {
  name = "Claims"
}

resource "cxroster_engagecx_workspace" "underwriting" {
  name                = "Underwriting"
  deletion_protection = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "cxroster_engagecx_workspace" "front" {
  name = "Front Office"
}
