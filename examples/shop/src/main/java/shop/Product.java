package shop;

record Product(int id, String name, String description, int cents, int stock) {}
