ALTER TABLE product ADD COLUMN stock INT DEFAULT 0 NOT NULL CHECK (stock >= 0);

UPDATE product SET stock = 12 WHERE name IN ('Ball of wool', 'Cat grass');
UPDATE product SET stock = 3 WHERE name = 'Scratching post';
