import { Select, type SelectProps } from '@mantine/core';

/** Every IANA zone the browser knows, and the value's own where it is none of them. */
export function TimeZoneSelect(props: Omit<SelectProps, 'data'>) {
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
  const data = props.value && !zones.includes(props.value) ? [props.value, ...zones] : zones;
  return <Select searchable limit={200} data={data} {...props} />;
}
