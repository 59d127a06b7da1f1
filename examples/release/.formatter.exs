[inputs: ["{mix,.formatter}.exs", "{config,lib,test,vendor}/**/*.{ex,exs}"]]
