// expect: DR1022 2:24
export const element = <div>text</div>;
