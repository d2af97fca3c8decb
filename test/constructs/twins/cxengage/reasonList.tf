resource "cxroster_cxengage_reason_list" "breaks" {
  name        = "Claims Breaks"
  description = "Breaks of the claims teams"
  reasons = [
    { name = "Lunch", category = "Break" },
    { name = "Coffee", category = "Break" },
    { name = "Training" },
  ]
}
