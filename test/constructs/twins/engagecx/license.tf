resource "cxroster_engagecx_category" "daily" {
  name = "Daily Work"
}

resource "cxroster_engagecx_user" "all" {
  for_each = toset(["ana", "ben"])
  email    = "${each.key}@northwind.example"
}

resource "cxroster_engagecx_app" "communications" {
  name       = "Communications"
  category   = cxroster_engagecx_category.daily.name
  access     = { users = [for each in cxroster_engagecx_user.all : each.email] }
  activation = "license"
}

resource "cxroster_engagecx_license" "communications" {
  app     = cxroster_engagecx_app.communications.name
  license = "Communications 2026"
  users   = [for each in cxroster_engagecx_user.all : each.email]
}
