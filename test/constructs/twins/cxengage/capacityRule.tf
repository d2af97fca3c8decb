resource "cxroster_cxengage_capacity_rule" "standard" {
  name = "Standard"
  version = {
    name       = "v1"
    quantifier = "all"
    rule_set   = "{[:voice] 1 [:email :messaging] 3}"
  }
}

resource "cxroster_cxengage_capacity_rule" "blended" {
  name = "Blended"
  version = {
    name       = "v1"
    quantifier = "percentage"
    rules = [
      { channels = ["voice"], max = 1, weight = 100 },
      { channels = ["sms", "messaging"], max = 4, weight = 25 },
    ]
  }
}
