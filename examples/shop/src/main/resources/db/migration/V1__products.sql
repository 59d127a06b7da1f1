CREATE TABLE product (
    id          INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        VARCHAR(80)  NOT NULL UNIQUE,
    description VARCHAR(200) NOT NULL,
    cents       INT          NOT NULL CHECK (cents >= 0)
);

INSERT INTO product (name, description, cents) VALUES
    ('Ball of wool',   'Sheep''s wool, undyed, 100 g',              790),
    ('Cat grass',      'Grows in a week, gone in a day',            350),
    ('Scratching post', 'Sisal on oak, survives two cats at least', 4900),
    ('Water fountain', 'Quiet pump, ceramic, 1.5 litres',          3450);
