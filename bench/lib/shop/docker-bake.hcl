variable "IMAGE" {}
variable "CA" {}
variable "KEYSTORE" {}

group "default" { targets = ["assets", "runtime", "smoke"] }

target "shop" {
  secret = ["type=file,id=ca,src=${CA}", "type=file,id=keystore,src=${KEYSTORE}"]
}

target "assets" {
  inherits = ["shop"]
  target   = "assets"
  output   = ["type=local,dest=build/bake"]
}

target "runtime" {
  inherits  = ["shop"]
  target    = "runtime"
  platforms = ["linux/amd64", "linux/arm64"]
  tags      = [IMAGE]
  output    = ["type=docker"]
}

target "smoke" {
  inherits  = ["shop"]
  target    = "smoke"
  platforms = ["linux/amd64", "linux/arm64"]
  output    = ["type=cacheonly"]
}
