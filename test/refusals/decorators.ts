// expect: DR1021 3:1
const logged = (value: unknown, _context: ClassDecoratorContext) => void value;
@logged
class Service {}
console.log(new Service());
