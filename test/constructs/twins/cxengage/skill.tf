resource "cxroster_cxengage_skill" "french" {
  name            = "French"
  description     = "Speaks French"
  has_proficiency = true
}

resource "cxroster_cxengage_skill" "motor" {
  name = "Motor Claims"
}

resource "cxroster_cxengage_user" "ana" {
  email = "ana@northwind.example"
  role  = "Agent"
  skills = [
    { name = cxroster_cxengage_skill.french.name, proficiency = 80 },
    { name = cxroster_cxengage_skill.motor.name },
  ]
}
