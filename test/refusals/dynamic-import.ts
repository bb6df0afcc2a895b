// expect: DR1034 3:22
const name = process.argv[2];
const plugin = await import(`./plugins/${name}.ts`);
plugin.run();
